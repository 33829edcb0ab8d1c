// SPDX-License-Identifier: Apache-2.0
//
// Java 22 or later, no JNI, no compiler: the foreign function API and arrays of numbers.
//
//     java --enable-native-access=ALL-UNNAMED Vendor.java < fixtures/rpss.txt
//     (HAD_LIBRARY: where libhad is)

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

class Vendor {
    private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final int GROUPED = 0, BLOCKED = 1, REJECTED = 2; // had_outcome
    private static final int RECORDS = 4096; // a call

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup had;

    private Vendor(Arena arena) {
        String library = System.getenv("HAD_LIBRARY");
        had = SymbolLookup.libraryLookup(library == null ? "libhad.so" : library, arena);
    }

    /** A call of the library; `result` null = it gives nothing. */
    private MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
        return linker.downcallHandle(had.find(name).orElseThrow(),
            result == null ? FunctionDescriptor.ofVoid(arguments) : FunctionDescriptor.of(result, arguments));
    }

    private static void check(int status) {
        if (status != 0)
            throw new IllegalStateException("libhad: status " + status);
    }

    public static void main(String[] arguments) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            new Vendor(arena).run(arena, System.in.readAllBytes());
        }
    }

    private void run(Arena arena, byte[] input) throws Throwable {
        MemorySegment slot = arena.allocate(ADDRESS);
        check((int) call("had_tables_new", INT, ADDRESS, ADDRESS).invokeExact(NULL, slot));
        MemorySegment tables = slot.get(ADDRESS, 0);
        check((int) call("had_tables_add_published", INT, ADDRESS, ADDRESS).invokeExact(tables, NULL));
        check((int) call("had_tables_add_builtin_classification", INT, ADDRESS, ADDRESS, ADDRESS)
            .invokeExact(tables, arena.allocateFrom("essai"), NULL));
        check((int) call("had_engine_new", INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS)
            .invokeExact(tables, NULL, slot, NULL));
        MemorySegment engine = slot.get(ADDRESS, 0);

        MethodHandle lines = call("had_process_lines", LONG, ADDRESS, ADDRESS, LONG, LONG, ADDRESS,
            ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        MemorySegment bytes = arena.allocate(Math.max(input.length, 1));
        MemorySegment.copy(input, 0, bytes, ValueLayout.JAVA_BYTE, 0, input.length);
        MemorySegment used = arena.allocate(LONG);
        MemorySegment outcome = arena.allocate(INT, RECORDS), jours = arena.allocate(INT, RECORDS);
        MemorySegment montant = arena.allocate(LONG, RECORDS);
        long[] outcomes = new long[3];
        long records = 0, days = 0, amount = 0;
        for (long at = 0; at < input.length; at += used.get(LONG, 0)) {
            // What is not wanted is NULL: code, GHPC, dates, zones.
            long n = (long) lines.invokeExact(engine, bytes.asSlice(at), input.length - at, (long) RECORDS, used,
                outcome, NULL, NULL, NULL, NULL, jours, NULL, NULL, NULL, NULL, montant);
            if (n < 0)
                check((int) -n);
            for (long i = 0; i < n; i++) {
                int what = outcome.getAtIndex(INT, i);
                if (what <= REJECTED)
                    outcomes[what]++;
                days += jours.getAtIndex(INT, i);
                amount += montant.getAtIndex(LONG, i);
            }
            records += n;
        }
        call("had_engine_free", null, ADDRESS).invokeExact(engine);
        call("had_tables_free", null, ADDRESS).invokeExact(tables);
        System.out.printf("records %d%ngrouped %d%nblocked %d%nrejected %d%ndays %d%namount %d.%02d%n", records,
            outcomes[GROUPED], outcomes[BLOCKED], outcomes[REJECTED], days, amount / 100, amount % 100);
    }
}
