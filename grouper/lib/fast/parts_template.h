/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What scan_template.h and usual.c are made of. No header of its own: included once for each way,
 * having defined
 *   WAY(name)      the name of an operation on vectors, and of a function made here
 *   NARROW(name)   the same of the way to use for what is shorter than a vector
 *   VECTOR         its type, VECTOR_BYTES its size
 *   UNROLL         vectors of codes looked at between two branches
 *   TARGET         what a function needs before its name
 */

/* A vector or more; the last bytes again to make a whole one. */
TARGET static INLINE bool WAY(in_ranges)(const unsigned char *p, const unsigned char *low,
                                         const unsigned char *span, size_t length)
{
    if (length < VECTOR_BYTES)
        return NARROW(in_ranges)(p, low, span, length);
    const size_t last = length - VECTOR_BYTES;
    VECTOR faults = WAY(out_of)(WAY(load)(p + last), WAY(load)(low + last), WAY(load)(span + last));
    for (size_t i = 0; i < last; i += VECTOR_BYTES)
        faults = WAY(either)(
            faults, WAY(out_of)(WAY(load)(p + i), WAY(load)(low + i), WAY(load)(span + i)));
    return WAY(none)(faults);
}

/* Diagnoses side by side, as cim10_shape. */
TARGET static INLINE VECTOR WAY(cim10_faults)(VECTOR v)
{
    const VECTOR low = WAY(codes)('A', '0', '0', '0'), span = WAY(codes)('Z' - 'A', 9, 9, 9);
    const VECTOR head = WAY(codes)(0xFF, 0xFF, 0xFF, 0);
    VECTOR not_blank = WAY(differs)(v, WAY(all)(' '));
    VECTOR not_plus = WAY(differs)(v, WAY(all)('+'));
    VECTOR not_capital = WAY(out_of)(v, WAY(all)('A'), WAY(all)('Z' - 'A'));
    VECTOR tail = WAY(both)(WAY(both)(not_blank, not_plus), not_capital);
    tail = WAY(either)(tail, head);
    return WAY(either)(WAY(both)(WAY(out_of)(v, low, span), tail), WAY(after_blank)(not_blank));
}

/* Two codes or more. Several vectors at a time, the last one again to make them whole: fewer
 * branches to guess than codes to read. */
TARGET static INLINE bool WAY(all_cim10)(const unsigned char *p, size_t length)
{
    if (length < VECTOR_BYTES)
        return NARROW(all_cim10)(p, length);
    const unsigned char *last = p + length - VECTOR_BYTES;
    VECTOR faults = WAY(cim10_faults)(WAY(load)(last));
    do {
        for (int i = 0; i < UNROLL; i++, p += VECTOR_BYTES)
            faults = WAY(either)(faults, WAY(cim10_faults)(WAY(load)(p < last ? p : last)));
    } while (p < last);
    return WAY(none)(faults);
}

/* What is no letter, digit or blank, or follows a blank within one half. */
TARGET static INLINE VECTOR WAY(stay_faults)(VECTOR v)
{
    VECTOR not_blank = WAY(differs)(v, WAY(all)(' '));
    VECTOR not_digit = WAY(out_of)(v, WAY(all)('0'), WAY(all)(9));
    VECTOR small = WAY(either)(v, WAY(all)(0x20));
    VECTOR not_letter = WAY(out_of)(small, WAY(all)('a'), WAY(all)('z' - 'a'));
    VECTOR faults = WAY(both)(WAY(both)(not_digit, not_letter), not_blank);
    return WAY(either)(faults, WAY(after_blank)(not_blank));
}

#if VECTOR_BYTES == 16

/* A stay number that does not begin with a blank, as stay_shape. */
TARGET static INLINE bool WAY(stay)(const unsigned char *p)
{
    /* The halves of the one begin in the midst of those of the other. */
    VECTOR first = WAY(load)(p), last = WAY(load)(p + STAY_BYTES - 16);
    VECTOR faults = WAY(either)(WAY(stay_faults)(first), WAY(stay_faults)(last));
    return *p != ' ' && WAY(none)(faults);
}

#endif
