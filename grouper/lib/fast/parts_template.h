/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What scan_template.h and usual.c are made of. No header of its own: included once for each way,
 * having defined
 *   WAY(name)      the name of an operation on vectors, and of a function made here
 *   VECTOR         its type, VECTOR_BYTES its size
 *   UNROLL         vectors of codes looked at between two branches
 *   TARGET         what a function needs before its name
 * and, where a vector holds more than two codes,
 *   NARROW(name)   an operation of the way to use for two or three
 */

/* A vector or more; the last bytes again to make a whole one. */
TARGET static INLINE bool WAY(in_ranges)(const unsigned char *p, const unsigned char *low,
                                         const unsigned char *span, size_t length)
{
    const size_t last = length - VECTOR_BYTES;
    VECTOR faults = WAY(out_of)(WAY(load)(p + last), WAY(load)(low + last), WAY(load)(span + last));
    for (size_t i = 0; i < last; i += VECTOR_BYTES)
        faults = WAY(either)(
            faults, WAY(out_of)(WAY(load)(p + i), WAY(load)(low + i), WAY(load)(span + i)));
    return WAY(none)(faults);
}

/* What bytes of codes and of stay numbers are compared with. */
struct WAY(shapes) {
    VECTOR low, span, head, blank, plus, capital, capital_span, digit, digit_span, letter;
};

TARGET static INLINE struct WAY(shapes) WAY(shapes_make)(void)
{
    return (struct WAY(shapes)){.low = WAY(codes)('A', '0', '0', '0'),
                                .span = WAY(codes)('Z' - 'A', 9, 9, 9),
                                .head = WAY(codes)(0xFF, 0xFF, 0xFF, 0),
                                .blank = WAY(all)(' '),
                                .plus = WAY(all)('+'),
                                .capital = WAY(all)('A'),
                                .capital_span = WAY(all)('Z' - 'A'),
                                .digit = WAY(all)('0'),
                                .digit_span = WAY(all)(9),
                                .letter = WAY(all)('a')};
}

/* Diagnoses side by side, as cim10_shape. */
TARGET static INLINE VECTOR WAY(cim10_faults)(const struct WAY(shapes) * s, VECTOR v)
{
    VECTOR not_blank = WAY(differs)(v, s->blank);
    VECTOR not_plus = WAY(differs)(v, s->plus);
    VECTOR not_capital = WAY(out_of)(v, s->capital, s->capital_span);
    VECTOR tail = WAY(both)(WAY(both)(not_blank, not_plus), not_capital);
    tail = WAY(either)(tail, s->head);
    return WAY(either)(WAY(both)(WAY(out_of)(v, s->low, s->span), tail),
                       WAY(after_blank)(not_blank));
}

/* Two codes or more. Several vectors at a time, the last one again to make them whole: fewer
 * branches to guess than codes to read. */
TARGET static INLINE bool WAY(all_cim10)(const unsigned char *p, size_t length)
{
#if VECTOR_BYTES > 16
    if (length < VECTOR_BYTES)
        return NARROW(all_cim10)(p, length);
#endif
    const struct WAY(shapes) shapes = WAY(shapes_make)();
    const unsigned char *last = p + length - VECTOR_BYTES;
    VECTOR faults = WAY(cim10_faults)(&shapes, WAY(load)(last));
    do {
        for (int i = 0; i < UNROLL; i++, p += VECTOR_BYTES)
            faults =
                WAY(either)(faults, WAY(cim10_faults)(&shapes, WAY(load)(p < last ? p : last)));
    } while (p < last);
    return WAY(none)(faults);
}

/* What is no letter, digit or blank, or follows a blank within one half. */
TARGET static INLINE VECTOR WAY(stay_faults)(const struct WAY(shapes) * s, VECTOR v)
{
    VECTOR not_blank = WAY(differs)(v, s->blank);
    VECTOR not_digit = WAY(out_of)(v, s->digit, s->digit_span);
    VECTOR small = WAY(either)(v, s->blank); /* the bit of small letters */
    VECTOR not_letter = WAY(out_of)(small, s->letter, s->capital_span);
    VECTOR faults = WAY(both)(WAY(both)(not_digit, not_letter), not_blank);
    return WAY(either)(faults, WAY(after_blank)(not_blank));
}

#if VECTOR_BYTES == 16

/* A stay number, as stay_shape; its first byte, which is in a range without the blank (plan.c), has
 * been looked at. */
TARGET static INLINE bool WAY(stay)(const unsigned char *p)
{
    /* The halves of the one begin in the midst of those of the other. */
    VECTOR first = WAY(load)(p), last = WAY(load)(p + STAY_BYTES - 16);
    const struct WAY(shapes) shapes = WAY(shapes_make)();
    VECTOR faults = WAY(either)(WAY(stay_faults)(&shapes, first), WAY(stay_faults)(&shapes, last));
    return WAY(none)(faults);
}

#endif
