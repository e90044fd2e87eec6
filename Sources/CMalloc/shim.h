// malloc_trim gives memory back to the machine; the Glibc module does not carry it.
#include <malloc.h>
