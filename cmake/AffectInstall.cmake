# Headers, libraries, the program and a CMake package: find_package(affect), then link affect::io and so on.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
get_property(rooms GLOBAL PROPERTY AFFECT_ROOMS)
set(targets "")
foreach(room IN LISTS rooms)
  string(REPLACE "/" "_" name "${room}")
  list(APPEND targets affect_${name})
endforeach()
get_property(program GLOBAL PROPERTY AFFECT_PROGRAM)
install(TARGETS ${targets} ${program} EXPORT affectTargets)
install(EXPORT affectTargets NAMESPACE affect:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/affect)
install(DIRECTORY include/affect DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
write_basic_package_version_file("${AFFECT_GENERATED}/affectConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
configure_package_config_file(cmake/affectConfig.cmake.in "${AFFECT_GENERATED}/affectConfig.cmake"
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/affect)
install(FILES "${AFFECT_GENERATED}/affectConfig.cmake" "${AFFECT_GENERATED}/affectConfigVersion.cmake"
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/affect)
install(FILES LICENSE NOTICE data/lexicons/SOURCE.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
