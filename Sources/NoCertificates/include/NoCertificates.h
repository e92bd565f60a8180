/// Keeps libgit2 from reading the system's certificates.
///
/// Where libgit2 is built with Mbed TLS, as Debian's and Ubuntu's is, `git_libgit2_init` parses every certificate
/// authority of the system: 52 million instructions, more than checking 100 manifests. Slipway talks to no server, as
/// `git` fetches and pushes. The list stays empty, so whoever did open a connection would find it untrusted.
int mbedtls_x509_crt_parse_file(void *chain, const char *path);
