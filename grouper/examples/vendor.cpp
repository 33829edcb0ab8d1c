// SPDX-License-Identifier: Apache-2.0
//
// C++ 11: handles that free themselves, a result for each record.
//
//     c++ -std=c++11 vendor.cpp $(pkg-config --cflags --libs had) -o vendor
//     ./vendor < fixtures/rpss.txt
#include <had.h>

#include <cstdio>
#include <iostream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

struct Free {
    void operator()(had_tables *tables) const { had_tables_free(tables); }
    void operator()(had_engine *engine) const { had_engine_free(engine); }
};

// Tables and their engine; members are freed in the order that the library asks for, engine first.
class Grouper {
public:
    Grouper()
    {
        had_error error = HAD_ERROR_INIT;
        had_tables *tables = nullptr;
        had_engine *engine = nullptr;
        check(had_tables_new(nullptr, &tables), error);
        tables_.reset(tables);
        check(had_tables_add_published(tables, &error), error);
        check(had_tables_add_builtin_classification(tables, "essai", &error), error);
        check(had_engine_new(tables, nullptr, &engine, &error), error);
        engine_.reset(engine);
    }

    // The first line of the bytes; `length` becomes what it takes of them.
    had_result first(const char *bytes, size_t size, size_t &length) const
    {
        had_result result = HAD_RESULT_INIT;
        int status = had_process_first(engine_.get(), bytes, size, &length, &result);
        if (status == HAD_OK && result.outcome == HAD_REJECTED) {
            const size_t debris = had_debris(bytes, length); // a byte order mark in front of it?
            if (debris > 0)
                status = had_process(engine_.get(), bytes + debris, length - debris, &result);
        }
        if (status != HAD_OK)
            throw std::runtime_error(had_status_text(status, 1));
        return result;
    }

private:
    static void check(int status, const had_error &error)
    {
        if (status != HAD_OK)
            throw std::runtime_error(error.en[0] ? error.en : had_status_text(status, 1));
    }

    std::unique_ptr<had_tables, Free> tables_;
    std::unique_ptr<had_engine, Free> engine_;
};

} // namespace

int main()
try {
    const Grouper grouper;
    const std::string bytes((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
    long long records = 0, outcomes[HAD_CONTROLLED + 1] = {}, days = 0, amount = 0;
    for (size_t at = 0, length = 0; at < bytes.size(); at += length) {
        const had_result result = grouper.first(bytes.data() + at, bytes.size() - at, length);
        records++;
        if (result.outcome <= HAD_CONTROLLED) // a later version may know others
            outcomes[result.outcome]++;
        for (int i = 0; i < result.zone_count; i++) {
            days += result.zone[i].jours;
            amount += result.zone[i].montant;
        }
    }
    std::printf("records %lld\ngrouped %lld\nblocked %lld\nrejected %lld\ndays %lld\namount %lld.%02lld\n",
                records, outcomes[HAD_GROUPED], outcomes[HAD_BLOCKED], outcomes[HAD_REJECTED], days,
                amount / 100, amount % 100);
    return 0;
} catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
    return 1;
}
