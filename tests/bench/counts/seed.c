/* The same seeds for the hash maps of every process: whoever asks for random bytes gets zeros. Loaded by `run` before
 * the program whose instructions are counted. */
#include <string.h>
#include <sys/types.h>

ssize_t getrandom(void *buffer, size_t length, unsigned flags) {
    (void)flags;
    memset(buffer, 0, length);
    return (ssize_t)length;
}
