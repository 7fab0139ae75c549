// operator new for the Workers: size classes over a bump pointer, memory taken from the module in pages.
// Own, because the libc's costs 8 KB and remembers the memory's end: after the host has put the memory back to its
// snapshot (see workers/bridge.ts) it would grow the module again at every event. This one asks the module each time.
#include <__config>
#include <__verbose_abort>
#include <cstddef>
#include <cstdint>
#include <new>

extern "C" unsigned char __heap_base;  // NOLINT(bugprone-reserved-identifier): the linker's name

namespace {

constexpr std::size_t page_bytes = 65536;
constexpr std::size_t header_bytes = 16;  // the block's class, and alignment for anything that new promises
constexpr std::size_t steps = 4;          // size classes to an octave: at most a quarter of a block is waste
constexpr std::size_t classes = 32 * steps;

struct Block {
  std::size_t size_class;
  Block* next;
};

Block* free_blocks[classes];
std::uintptr_t bump = 0;

std::size_t class_of(std::size_t bytes) {
  const std::size_t octave = bytes < 32 ? 4 : 31 - static_cast<std::size_t>(__builtin_clz(bytes));  // from 16 bytes on
  const std::size_t base = std::size_t{1} << octave;
  const std::size_t step = octave - 2;  // as a shift: steps is 4
  const std::size_t part = bytes <= base ? 0 : (bytes - base + (std::size_t{1} << step) - 1) >> step;
  return octave * steps + part;  // part == steps is the next octave's first class
}

std::size_t bytes_of(std::size_t size_class) {
  const std::size_t base = std::size_t{1} << (size_class / steps);
  return base + base / steps * (size_class % steps);
}

void* allocate(std::size_t bytes) {
  if (bytes > (std::size_t{1} << 30)) __builtin_trap();
  const std::size_t size_class = class_of(bytes);
  if (Block* block = free_blocks[size_class]) {
    free_blocks[size_class] = block->next;
    return reinterpret_cast<unsigned char*>(block) + header_bytes;
  }
  if (bump == 0) bump = (reinterpret_cast<std::uintptr_t>(&__heap_base) + 15) & ~std::uintptr_t{15};
  const std::uintptr_t at = bump;
  bump += header_bytes + ((bytes_of(size_class) + 15) & ~std::size_t{15});
  const std::size_t end = __builtin_wasm_memory_size(0) * page_bytes;
  if (bump > end) {
    const std::size_t pages = (bump - end + page_bytes - 1) / page_bytes;
    if (__builtin_wasm_memory_grow(0, pages) == static_cast<std::size_t>(-1)) __builtin_trap();
  }
  auto* block = reinterpret_cast<Block*>(at);  // NOLINT(performance-no-int-to-ptr)
  block->size_class = size_class;
  return reinterpret_cast<unsigned char*>(block) + header_bytes;
}

void release(void* memory) {
  if (memory == nullptr) return;
  auto* block = reinterpret_cast<Block*>(static_cast<unsigned char*>(memory) - header_bytes);
  block->next = free_blocks[block->size_class];
  free_blocks[block->size_class] = block;
}

}  // namespace

void* operator new(std::size_t bytes) { return allocate(bytes); }
void* operator new[](std::size_t bytes) { return allocate(bytes); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }

// What libc++ calls where it would throw. The default prints, and brings 20 KB of it along.
_LIBCPP_BEGIN_NAMESPACE_STD
[[noreturn]] void __libcpp_verbose_abort(const char*, ...) noexcept { __builtin_trap(); }
_LIBCPP_END_NAMESPACE_STD

// Nothing is torn down at exit: a module has none. The libc's would bring its allocator along.
extern "C" int __cxa_atexit(void (*)(void*), void*, void*) { return 0; }  // NOLINT(bugprone-reserved-identifier)

// How far the heap reaches: what the host must put back after an event.
extern "C" __attribute__((export_name("heap_end"))) std::size_t heap_end() {
  return bump == 0 ? reinterpret_cast<std::uintptr_t>(&__heap_base) : bump;
}
