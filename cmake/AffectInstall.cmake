# Two components. `program`: the program, its models, manual pages, completions. `development`: headers, libraries and a
# CMake package, find_package(affect), to link affect::io and so on. What cpack makes of the first: AffectPackages.cmake.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
get_property(rooms GLOBAL PROPERTY AFFECT_ROOMS)
set(targets "")
foreach(room IN LISTS rooms)
  string(REPLACE "/" "_" name "${room}")
  list(APPEND targets affect_${name})
endforeach()
# What trains nets is of this checkout alone: no package asks for libtorch.
list(REMOVE_ITEM targets affect_learn_nets)
set(program affect)
# Libraries of an archive lie beside its program. The old kind of path also holds for what these need themselves.
set_target_properties(${program} PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/affect")
target_link_options(${program} PRIVATE LINKER:--disable-new-dtags)
install(TARGETS ${program} COMPONENT program)
if(AFFECT_NETS)
  # What runs nets is no system's: it goes along wherever the program goes, with its own TBB.
  set(openvino "${AFFECT_LIBRARIES}/openvino/libs")
  file(GLOB net_libraries "${openvino}/libopenvino.so.*" "${openvino}/libopenvino_intel_cpu_plugin.so"
    "${openvino}/libopenvino_onnx_frontend.so.*" "${openvino}/libtbb.so.*")
  file(GLOB net_licences "${AFFECT_LIBRARIES}/openvino-*.dist-info/licenses")
  install(FILES ${net_libraries} DESTINATION lib/affect COMPONENT program)
  install(DIRECTORY ${net_licences}/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/libraries/openvino COMPONENT program)
endif()
install(DIRECTORY models DESTINATION ${CMAKE_INSTALL_DATADIR}/affect COMPONENT program)
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES LICENSE NOTICE CHANGELOG.md data/lexicons/SOURCE.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
set(set_program "set(affect_program \"$<TARGET_FILE:${program}>\")\n")
install(CODE "${set_program}set(affect_pages \"${AFFECT_GENERATED}/pages\")" COMPONENT program)
install(SCRIPT cmake/AffectPages.cmake COMPONENT program)
install(CODE "${set_program}" COMPONENT libraries EXCLUDE_FROM_ALL)
install(SCRIPT cmake/AffectLibraries.cmake COMPONENT libraries EXCLUDE_FROM_ALL)

install(TARGETS ${targets} EXPORT affectTargets COMPONENT development)
install(EXPORT affectTargets NAMESPACE affect:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/affect COMPONENT development)
install(DIRECTORY include/affect DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
write_basic_package_version_file("${AFFECT_GENERATED}/affectConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
configure_package_config_file(cmake/affectConfig.cmake.in "${AFFECT_GENERATED}/affectConfig.cmake"
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/affect)
install(FILES "${AFFECT_GENERATED}/affectConfig.cmake" "${AFFECT_GENERATED}/affectConfigVersion.cmake"
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/affect COMPONENT development)
if(PROJECT_IS_TOP_LEVEL)
  include(AffectPackages)
endif()
