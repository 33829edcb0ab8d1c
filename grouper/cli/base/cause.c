/* SPDX-License-Identifier: Apache-2.0 */
#include "cause.h"

#include <errno.h>
#include <stddef.h>

#include "words.h"

static const struct {
    int error;
    const char *fr, *en;
} causes[] = {
    {ENOENT, "ce fichier ou ce répertoire n'existe pas", "no such file or directory"},
    {EACCES, "accès refusé", "permission denied"},
    {EPERM, "opération non autorisée", "operation not permitted"},
    {EISDIR, "c'est un répertoire", "it is a directory"},
    {ENOTDIR, "une partie du chemin n'est pas un répertoire", "a part of the path is no directory"},
    {EEXIST, "ce nom existe déjà", "this name exists already"},
    {ENOTEMPTY, "ce répertoire n'est pas vide", "this directory is not empty"},
    {ENOSPC, "le disque est plein", "the disk is full"},
    {EFBIG, "le fichier dépasse la taille permise", "the file is larger than allowed"},
    {EROFS, "ce système de fichiers ne peut qu'être lu", "this file system can only be read"},
    {EIO, "erreur d'entrée-sortie du disque ou du réseau", "input/output error of disk or network"},
    {ENAMETOOLONG, "ce nom est trop long", "this name is too long"},
    {EMFILE, "trop de fichiers ouverts par ce programme", "too many files opened by this program"},
    {ENFILE, "trop de fichiers ouverts sur cette machine", "too many files opened on this machine"},
    {EBUSY, "ce fichier est utilisé par un autre programme", "another program is using this file"},
    {EINVAL, "le système refuse cet appel", "the system refuses this call"},
    {EPIPE, "le programme qui lisait s'est arrêté", "the program that was reading has stopped"},
    {EBADF, "ce flux est fermé, ou va dans l'autre sens",
     "this stream is closed, or goes the other way"},
    {ENOMEM, "mémoire insuffisante", "out of memory"},
    {ENXIO, "rien n'est au bout de ce périphérique", "nothing is at the end of this device"},
    {ENODEV, "ce périphérique n'existe pas", "no such device"},
    {EXDEV, "l'autre nom est sur un autre disque", "the other name is on another disk"},
    {EMLINK, "trop de noms pour un fichier", "too many names for one file"},
    {ESPIPE, "un tube ne se relit pas", "a pipe cannot be read twice"},
    {EAGAIN, "le système n'a pas répondu à temps", "the system did not answer in time"},
    {EINTR, "appel interrompu", "call interrupted"},
    {EILSEQ, "ce nom n'a pas les caractères qu'il faut", "this name has characters not allowed"},
#ifdef ELOOP
    {ELOOP, "trop de liens se suivent", "too many links follow each other"},
#endif
#ifdef EDQUOT
    {EDQUOT, "le quota de disque est atteint", "the disk quota is reached"},
#endif
#ifdef ESTALE
    {ESTALE, "ce fichier a disparu du disque réseau", "this file has gone from the network disk"},
#endif
#ifdef ETXTBSY
    {ETXTBSY, "ce fichier est un programme en cours", "this file is a running program"},
#endif
#ifdef ETIMEDOUT
    {ETIMEDOUT, "le disque réseau ne répond pas", "the network disk does not answer"},
#endif
#ifdef EOVERFLOW
    {EOVERFLOW, "ce fichier est trop grand pour ce programme",
     "this file is too large for this program"},
#endif
#ifdef ENOTSUP
    {ENOTSUP, "ce système de fichiers ne le permet pas", "this file system does not allow it"},
#endif
#ifdef ENOSYS
    {ENOSYS, "ce système ne le permet pas", "this system does not allow it"},
#endif
};

const char *cause_of(int error)
{
    static _Thread_local char other[64];
    for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++)
        if (causes[i].error == error)
            return words_language_get() == ENGLISH ? causes[i].en : causes[i].fr;
    words_write(other, sizeof other, W_CAUSE_OTHER, error);
    return other;
}

const char *cause(void)
{
    return cause_of(errno);
}
