# The wasm32 toolchain: wasi-sdk where WASI_SDK_PATH is set (the release pins it by checksum), else the distribution's
# clang >= 19 with wasi-libc and the wasm32 libc++ (Debian: clang-NN lld-NN wasi-libc libc++-NN-dev-wasm32
# libclang-rt-NN-dev-wasm32).
set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_VERSION 1)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")

if(DEFINED ENV{WASI_SDK_PATH} AND NOT "$ENV{WASI_SDK_PATH}" STREQUAL "")
  set(sdk "$ENV{WASI_SDK_PATH}")
  if(NOT EXISTS "${sdk}/bin/clang++")
    message(FATAL_ERROR "WASI_SDK_PATH is ${sdk}, but there is no bin/clang++ in it. Unpack a wasi-sdk release there, or unset WASI_SDK_PATH.")
  endif()
  set(compiler "${sdk}/bin/clang++")
  set(CMAKE_SYSROOT "${sdk}/share/wasi-sysroot")
else()
  foreach(version RANGE 30 19 -1)
    find_program(COOKDIFF_WASM_CXX_${version} clang++-${version} NO_CACHE)
    if(COOKDIFF_WASM_CXX_${version} AND EXISTS /usr/lib/llvm-${version}/include/wasm32-wasi/c++/v1/vector)
      set(compiler "${COOKDIFF_WASM_CXX_${version}}")
      break()
    endif()
  endforeach()
  if(NOT compiler)
    message(FATAL_ERROR
      "No C++ compiler for wasm32 was found: clang++ >= 19 with the wasm32 libc++ is needed. "
      "On Debian 12 or later: apt-get install clang-22 lld-22 wasi-libc libc++-22-dev-wasm32 libclang-rt-22-dev-wasm32. "
      "Elsewhere: unpack a wasi-sdk release and set WASI_SDK_PATH to its folder.")
  endif()
endif()

set(CMAKE_CXX_COMPILER "${compiler}")
# Debian's headers sit under this name; newer toolchains call the same target wasm32-wasip1 and warn.
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_CXX_FLAGS_INIT "-Wno-deprecated -mtail-call -mno-bulk-memory -mno-bulk-memory-opt -msign-ext -mnontrapping-fptoint -mmutable-globals -fno-threadsafe-statics -fvisibility=hidden")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG" CACHE STRING "")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
