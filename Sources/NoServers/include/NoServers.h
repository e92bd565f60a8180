// Keeps libgit2 from getting ready for servers.
//
// `git_libgit2_init` prepares for connections that Slipway never makes, as `git` fetches and pushes: OpenSSL starts for
// libssh2, and where libgit2 is built with Mbed TLS, as Debian's and Ubuntu's is, random numbers are gathered, and every
// certificate authority of the system is parsed, which alone takes longer than checking 100 manifests. Whoever did open a
// connection would be refused: there is neither a session for SSH, nor one for TLS.

/// No list of certificate authorities.
int mbedtls_x509_crt_parse_file(void *chain, const char *path);

/// No random numbers.
void mbedtls_entropy_init(void *entropy);
int mbedtls_ctr_drbg_seed(
    void *generator, int (*source)(void *, unsigned char *, unsigned long), void *entropy, const unsigned char *custom,
    unsigned long size);

/// No TLS.
int mbedtls_ssl_setup(void *session, const void *configuration);

/// No SSH.
int libssh2_init(int flags);
void libssh2_exit(void);
void *libssh2_session_init_ex(void *allocate, void *release, void *reallocate, void *owner);
