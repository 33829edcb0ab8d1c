/* SPDX-License-Identifier: Apache-2.0 */
#include "references.h"

#include <string.h>

#include "cli/base/words.h"

const char *label_of(const char *champ, const unsigned char *code, size_t length)
{
    for (size_t i = 0; i < label_count; i++)
        if (strcmp(labels[i].champ, champ) == 0 && strlen(labels[i].code) == length &&
            memcmp(labels[i].code, code, length) == 0)
            return labels[i].text[words_language_get()];
    return NULL;
}
