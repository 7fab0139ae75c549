# CMake knows no WASI before 3.31; nothing of the platform is needed beyond the toolchain file.
