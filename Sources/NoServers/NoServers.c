#include "NoServers.h"

#include <stddef.h>

// Called instead of the functions of these names in Mbed TLS and libssh2, however libgit2 is linked: a program's own
// symbols come first.

int mbedtls_x509_crt_parse_file(void *chain, const char *path) {
  (void)chain, (void)path;
  return 0;
}

void mbedtls_entropy_init(void *entropy) { (void)entropy; }

int mbedtls_ctr_drbg_seed(
    void *generator, int (*source)(void *, unsigned char *, unsigned long), void *entropy, const unsigned char *custom,
    unsigned long size) {
  (void)generator, (void)source, (void)entropy, (void)custom, (void)size;
  return 0;
}

int mbedtls_ssl_setup(void *session, const void *configuration) {
  (void)session, (void)configuration;
  return -1;
}

int libssh2_init(int flags) {
  (void)flags;
  return 0;
}

void libssh2_exit(void) {}

void *libssh2_session_init_ex(void *allocate, void *release, void *reallocate, void *owner) {
  (void)allocate, (void)release, (void)reallocate, (void)owner;
  return NULL;
}
