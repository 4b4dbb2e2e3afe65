/* Logs what a process does to the files of one folder: writes, syncs, renames (LD_PRELOAD).
   Each record: kind (1 byte), number of the open file's inode or 0 (8), offset (8), length of the
   name (4), of the second name (4), of the data (4); then these. WATCHED names the folder, WATCH_LOG
   the log. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int log_fd = -2;
static const char *folder;

static int is_on(void) {
  if (log_fd == -2) {
    const char *name = getenv("WATCH_LOG");
    folder = getenv("WATCHED");
    log_fd = (name && folder)
                 ? (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)
                 : -1;
  }
  return log_fd >= 0;
}

static void put(char kind, uint64_t inode, uint64_t offset, const char *name, const char *other,
                const void *data, size_t length) {
  size_t first = strlen(name), second = strlen(other), size = 29 + first + second + length, at = 29;
  uint32_t lengths[3] = {(uint32_t)first, (uint32_t)second, (uint32_t)length};
  char *record = malloc(size);
  record[0] = kind;
  memcpy(record + 1, &inode, 8);
  memcpy(record + 9, &offset, 8);
  memcpy(record + 17, lengths, 12);
  memcpy(record + at, name, first);
  memcpy(record + at + first, other, second);
  if (length) memcpy(record + at + first + second, data, length);
  syscall(SYS_write, log_fd, record, size);
  free(record);
}

/* The name of an open file below the folder, or NULL. */
static const char *name_of(int fd, char *buffer, uint64_t *inode) {
  char link[64];
  struct stat status;
  if (!is_on()) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = syscall(SYS_readlink, link, buffer, PATH_MAX - 1);
  if (length <= 0) return NULL;
  buffer[length] = 0;
  if (strncmp(buffer, folder, strlen(folder))) return NULL;
  if (fstat(fd, &status)) return NULL;
  *inode = status.st_ino;
  return buffer;
}

static int is_ours(const char *path) { return is_on() && path && !strncmp(path, folder, strlen(folder)); }

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

static void wrote(int fd, const void *data, ssize_t done, uint64_t offset) {
  char buffer[PATH_MAX];
  uint64_t inode;
  const char *name;
  if (done <= 0) return;
  if (fd == 1 && is_on()) put('S', 0, 0, "", "", data, (size_t)done);
  else if ((name = name_of(fd, buffer, &inode))) put('W', inode, offset, name, "", data, (size_t)done);
}

ssize_t write(int fd, const void *data, size_t size) {
  REAL(write);
  off_t offset = fd > 2 ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t done = real(fd, data, size);
  wrote(fd, data, done, (uint64_t)offset);
  return done;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
  REAL(pwrite);
  ssize_t done = real(fd, data, size, offset);
  wrote(fd, data, done, (uint64_t)offset);
  return done;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  REAL(pwrite64);
  ssize_t done = real(fd, data, size, offset);
  wrote(fd, data, done, (uint64_t)offset);
  return done;
}

static void changed(char kind, int fd, uint64_t offset) {
  char buffer[PATH_MAX];
  uint64_t inode;
  const char *name = name_of(fd, buffer, &inode);
  if (name) put(kind, inode, offset, name, "", NULL, 0);
}

int ftruncate(int fd, off_t length) {
  REAL(ftruncate);
  int failed = real(fd, length);
  if (!failed) changed('T', fd, (uint64_t)length);
  return failed;
}

int ftruncate64(int fd, off64_t length) {
  REAL(ftruncate64);
  int failed = real(fd, length);
  if (!failed) changed('T', fd, (uint64_t)length);
  return failed;
}

int fsync(int fd) {
  REAL(fsync);
  int failed = real(fd);
  if (!failed) changed('Y', fd, 0);
  return failed;
}

int fdatasync(int fd) {
  REAL(fdatasync);
  int failed = real(fd);
  if (!failed) changed('Y', fd, 0);
  return failed;
}

static void opened(int fd, int flags) {
  if (fd >= 0 && (flags & O_CREAT)) changed('O', fd, (flags & O_TRUNC) ? 1 : 0);
}

#define OPENING(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    va_list list; \
    va_start(list, flags); \
    int mode = (flags & O_CREAT) ? va_arg(list, int) : 0; \
    va_end(list); \
    int fd = real(path, flags, mode); \
    opened(fd, flags); \
    return fd; \
  }
OPENING(open)
OPENING(open64)

int unlink(const char *path) {
  REAL(unlink);
  int failed = real(path);
  if (!failed && is_ours(path)) put('U', 0, 0, path, "", NULL, 0);
  return failed;
}

int rename(const char *from, const char *to) {
  REAL(rename);
  int failed = real(from, to);
  if (!failed && is_ours(from)) put('R', 0, 0, from, to, NULL, 0);
  return failed;
}
