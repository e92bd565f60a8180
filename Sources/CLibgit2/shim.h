#include <git2.h>
#include <git2/sys/alloc.h>
#include <git2/sys/commit.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <stdint.h>

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

// The system's allocator with a bound, so that an object that inflates to a gigabyte fails instead of being read, and its
// size need not be looked up first, which takes as long as reading most objects.
#include <stdlib.h>
#include <string.h>

enum { slipway_largest_allocation = 40 << 20 };

static inline void *slipway_malloc(size_t size, const char *file, int line) {
  (void)file, (void)line;
  return size > slipway_largest_allocation ? NULL : malloc(size ? size : 1);
}

// Arrays that grow, such as lists of commits, are nobody's objects.
static inline void *slipway_realloc(void *old, size_t size, const char *file, int line) {
  (void)file, (void)line;
  return realloc(old, size ? size : 1);
}

static inline void slipway_free(void *old) { free(old); }

#if LIBGIT2_VER_MAJOR == 1 && LIBGIT2_VER_MINOR < 6
static inline void *slipway_calloc(size_t count, size_t size, const char *file, int line) {
  (void)file, (void)line;
  if (size != 0 && count > slipway_largest_allocation / size) return NULL;
  return calloc(count ? count : 1, size ? size : 1);
}

static inline char *slipway_substrdup(const char *text, size_t size, const char *file, int line) {
  char *copy = size == SIZE_MAX ? NULL : slipway_malloc(size + 1, file, line);
  if (!copy) return NULL;
  memcpy(copy, text, size);
  copy[size] = 0;
  return copy;
}

static inline char *slipway_strdup(const char *text, const char *file, int line) {
  return slipway_substrdup(text, strlen(text), file, line);
}

static inline char *slipway_strndup(const char *text, size_t size, const char *file, int line) {
  return slipway_substrdup(text, strnlen(text, size), file, line);
}

static inline void *slipway_reallocarray(void *old, size_t count, size_t size, const char *file, int line) {
  if (size != 0 && count > SIZE_MAX / size) return NULL;
  return slipway_realloc(old, count * size, file, line);
}

static inline void *slipway_mallocarray(size_t count, size_t size, const char *file, int line) {
  return slipway_reallocarray(NULL, count, size, file, line);
}
#endif

static inline int slipway_bound_allocations(void) {
  git_allocator bounded = {
    .gmalloc = slipway_malloc,
    .grealloc = slipway_realloc,
    .gfree = slipway_free,
#if LIBGIT2_VER_MAJOR == 1 && LIBGIT2_VER_MINOR < 6
    .gcalloc = slipway_calloc,
    .gstrdup = slipway_strdup,
    .gstrndup = slipway_strndup,
    .gsubstrdup = slipway_substrdup,
    .greallocarray = slipway_reallocarray,
    .gmallocarray = slipway_mallocarray,
#endif
  };
  return git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &bounded);
}

// How much of a pack is mapped in one piece, and how much of all packs together.
static inline int slipway_set_windows(size_t size, size_t total) {
  int result = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, size);
  return result < 0 ? result : git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, total);
}

static inline int slipway_set_caching(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_CACHING, enabled);
}

// Memory that a thread frees at the top of its heap goes back to the system at once, and comes back page by page: with two
// threads that read trees of 50 KB this takes as long as the reading.
#if defined(__GLIBC__)
#include <malloc.h>
static inline void slipway_keep_freed_memory(void) {
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_TOP_PAD, 4 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
}
#else
static inline void slipway_keep_freed_memory(void) {}
#endif

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
