# System libraries, each with the version range that is tested. One room owns each (see CMakeLists.txt).
find_package(simdjson 3.0 REQUIRED)
find_package(fmt 9.1 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(tomlplusplus 3.3 QUIET)
if(NOT TARGET tomlplusplus::tomlplusplus)
  find_path(TOMLPLUSPLUS_INCLUDE toml++/toml.h REQUIRED)
  add_library(tomlplusplus::tomlplusplus INTERFACE IMPORTED)
  target_include_directories(tomlplusplus::tomlplusplus INTERFACE "${TOMLPLUSPLUS_INCLUDE}")
endif()
# Where a table's name is none, toml++ 3.3 stops the program by an assertion, and without it says what is wrong.
target_compile_options(tomlplusplus::tomlplusplus INTERFACE "$<$<CONFIG:Debug>:-DTOML_ASSERT(expr)=((void)0)>")
# What io reads through: encodings, compression, archives, XML, mail, time zones.
find_package(ICU 70 REQUIRED COMPONENTS uc i18n)
find_package(ZLIB 1.2 REQUIRED)
find_package(zstd 1.4 REQUIRED)
find_package(pugixml 1.12 REQUIRED)
find_package(date 3.0 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(gmime REQUIRED IMPORTED_TARGET gmime-3.0>=3.2)
# Not its CMake package: Debian's names programs that come apart.
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip>=1.7)
# What learn/linear solves with; Debian packs no configuration for it.
find_path(LIBLINEAR_INCLUDE linear.h REQUIRED)
find_library(LIBLINEAR_LIBRARY linear REQUIRED)
add_library(liblinear::liblinear UNKNOWN IMPORTED)
set_target_properties(liblinear::liblinear PROPERTIES IMPORTED_LOCATION "${LIBLINEAR_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${LIBLINEAR_INCLUDE}")
# Matrices of understand/corpus.
find_package(Eigen3 3.4 REQUIRED)
# What model/net runs nets with. Only from there: another one would bring a second TBB into the process.
if(AFFECT_NETS)
  find_package(OpenVINO 2026.4 REQUIRED COMPONENTS Runtime ONNX PATHS "${AFFECT_LIBRARIES}/openvino/cmake" NO_DEFAULT_PATH)
endif()
# What learn/nets trains with, in the program affect-learn alone.
if(AFFECT_LEARN)
  find_package(Torch 1.13 REQUIRED)
endif()
if(AFFECT_TESTS)
  find_package(GTest 1.12 REQUIRED)
endif()
if(AFFECT_BENCH)
  find_package(benchmark 1.7 REQUIRED)
endif()
