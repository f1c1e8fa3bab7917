# Run by cpack for the archive: the libraries that the program needs beyond the C library, each with its licence, so that
# it runs where none of them is installed. affect_program is set by the line before.
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES "${affect_program}" RESOLVED_DEPENDENCIES_VAR libraries
  POST_EXCLUDE_REGEXES "/(ld-linux[^/]*|lib(c|m|dl|rt|pthread|resolv))\\.so[^/]*$")
find_program(dpkg_query dpkg-query)
foreach(library IN LISTS libraries)
  file(INSTALL "${library}" DESTINATION "${CMAKE_INSTALL_PREFIX}/lib/affect" FOLLOW_SYMLINK_CHAIN)
  if(dpkg_query)
    file(REAL_PATH "${library}" real)
    get_filename_component(name "${real}" NAME)
    execute_process(COMMAND "${dpkg_query}" -S "*-linux-gnu*/${name}" OUTPUT_VARIABLE owner ERROR_QUIET)
    string(REGEX MATCH "^[^:, ]+" package "${owner}")
    set(licence "/usr/share/doc/${package}/copyright")
    if(package AND EXISTS "${licence}")
      file(REAL_PATH "${licence}" licence)
      file(INSTALL DESTINATION "${CMAKE_INSTALL_PREFIX}/share/doc/affect/libraries" TYPE FILE RENAME "${package}.txt" FILES
        "${licence}")
    endif()
  endif()
endforeach()
