#include <git2.h>
#include <git2/sys/commit.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

// git_libgit2_opts takes a variable argument list, which Swift cannot call: one function for each option we set.

static inline int slipway_set_fsync(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}

static inline int slipway_set_strict_hashes(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

static inline int slipway_set_cache(git_object_t type, size_t largest, ssize_t total) {
  int result = git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, type, largest);
  return result < 0 ? result : git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, total);
}

static inline int slipway_set_caching(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_CACHING, enabled);
}

static inline int slipway_set_search_path(int level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

// Sends a file's data to the disk without waiting for it; where the system cannot, nothing happens.
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
static inline void slipway_start_writing(int file) {
  enum { write_out = 2 };  // SYNC_FILE_RANGE_WRITE, which glibc hides behind _GNU_SOURCE
  (void)syscall(SYS_sync_file_range, file, 0L, 0L, write_out);
}
#else
static inline void slipway_start_writing(int file) { (void)file; }
#endif
