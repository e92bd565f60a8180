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

static inline int slipway_set_search_path(int level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}
