// The same simulated makes in wasm: analyse(MAKES), then answer_size() bytes at answer().
#include "bench/makes.hpp"

#define EXPORT(name) __attribute__((export_name(name)))

namespace {
std::string answer_text;
}

extern "C" {
EXPORT("analyse") void analyse(int makes) { answer_text = cookdiff::bench::analysed(makes); }
EXPORT("answer") const char* answer() { return answer_text.data(); }
EXPORT("answer_size") std::size_t answer_size() { return answer_text.size(); }
}
