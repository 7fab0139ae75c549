# The modules that ship, and the probe that the tests run in workerd.
# Memory: the stack lies first, so that an overflow traps instead of overwriting data; the heap grows behind the data.
set(stack_bytes 262144)

# Without builtins the loops of bytes.cpp stay loops, and are no calls of themselves.
set_source_files_properties(wasm/bytes.cpp PROPERTIES COMPILE_OPTIONS "-O2;-fno-builtin")

# cookdiff_module(NAME ENTRY LINKS room…): build/wasm/NAME.wasm
function(cookdiff_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;ROOMS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES} wasm/allocator.cpp wasm/bytes.cpp)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  foreach(room IN LISTS ARG_ROOMS)
    target_link_libraries(${name} PRIVATE cookdiff_${room})
  endforeach()
  set_target_properties(${name} PROPERTIES SUFFIX .wasm RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
  target_link_options(${name} PRIVATE -mexec-model=reactor -Wl,--stack-first -Wl,-z,stack-size=${stack_bytes}
    -Wl,--gc-sections -Wl,--strip-all -Wl,--no-export-dynamic -Wl,--fatal-warnings)
endfunction()

# A Worker: its entry beside the shared one (wasm/worker.cpp).
function(cookdiff_worker name room entry)
  if(TARGET cookdiff_${room} AND EXISTS ${PROJECT_SOURCE_DIR}/${entry})
    cookdiff_module(${name} SOURCES wasm/worker.cpp ${entry} ROOMS ${room})
  endif()
endfunction()

cookdiff_worker(server api workers/server/main.cpp)
cookdiff_worker(sender ingest workers/sender/main.cpp)
cookdiff_worker(watcher ingest workers/watcher/main.cpp)
cookdiff_worker(probe edge tests/workers/probe/main.cpp)
if(COOKDIFF_BENCH)
  cookdiff_worker(hello edge bench/cold/hello.cpp)
endif()
if(TARGET probe)
  file(GLOB conformance_sources CONFIGURE_DEPENDS tests/conformance/*.cpp)
  target_sources(probe PRIVATE ${conformance_sources})
  target_include_directories(probe PRIVATE ${PROJECT_SOURCE_DIR}/tests)
endif()

# The engine alone, for the benchmarks, the tests of equal bytes and the npm package.
if(EXISTS ${PROJECT_SOURCE_DIR}/src/diff/compare.cpp AND TARGET cookdiff_formats)
  cookdiff_module(engine SOURCES wasm/engine.cpp ROOMS diff exports)
  if(COOKDIFF_BENCH)
    cookdiff_module(stages SOURCES bench/stages.cpp bench/stages_wasm.cpp ROOMS diff formats)
    cookdiff_module(makes SOURCES bench/analysis_wasm.cpp ROOMS analysis)
  endif()
endif()
