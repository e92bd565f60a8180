/* What reading manifests costs at least: read every file of a folder and run libyaml's events over it.
 *
 *     floor FOLDER
 *
 * Builds no tree, judges nothing, uses one core. Prints how many files and events there were. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static unsigned char bytes[1 << 18];

static ssize_t read_file(int folder, const char *name) {
  int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t size = 0, got;
  while ((got = read(file, bytes + size, sizeof bytes - size)) > 0) size += got;
  close(file);
  return got < 0 ? -1 : size;
}

static long count_events(size_t size) {
  yaml_parser_t parser;
  yaml_event_t event;
  long count = 0;
  int ended = 0;
  if (!yaml_parser_initialize(&parser)) return -1;
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, bytes, size);
  while (!ended) {
    if (!yaml_parser_parse(&parser, &event)) {
      count = -1;
      break;
    }
    ended = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
    count++;
  }
  yaml_parser_delete(&parser);
  return count;
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  DIR *folder = opendir(argv[1]);
  if (!folder) return 2;
  long files = 0, events = 0;
  struct dirent *entry;
  while ((entry = readdir(folder))) {
    size_t length = strlen(entry->d_name);
    if (length < 5 || strcmp(entry->d_name + length - 5, ".yaml") != 0) continue;
    ssize_t size = read_file(dirfd(folder), entry->d_name);
    long count = size < 0 ? -1 : count_events((size_t)size);
    if (count < 0) {
      fprintf(stderr, "%s cannot be read\n", entry->d_name);
      return 1;
    }
    files++;
    events += count;
  }
  closedir(folder);
  printf("%ld files, %ld events\n", files, events);
  return 0;
}
