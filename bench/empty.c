/* SPDX-License-Identifier: Apache-2.0 */
/* had-empty: what a C program costs before it does anything. */
int main(void)
{
    return 0;
}
