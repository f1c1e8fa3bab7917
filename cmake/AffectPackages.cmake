# cpack: a Debian package, which names the libraries it needs, and an archive that carries them.
set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_PACKAGE_NAME affect)
set(CPACK_PACKAGE_VENDOR OpenAffect)
set(CPACK_PACKAGE_CONTACT "The OpenAffect developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "emotional trajectories of conversations, diaries and signals")
set(CPACK_PACKAGE_DESCRIPTION "Reads chats, subtitles, diaries and body signals, shows who expressed what
and when it turned, and writes reports, tables and records. Everything stays
on the machine. A screening aid, not a diagnosis.")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
set(CPACK_ARCHIVE_FILE_NAME "affect-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Of these it is its own owner.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${AFFECT_LIBRARIES}/openvino/libs")
set(CPACK_DEBIAN_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "curl, python3-pip, librsvg2-bin, r-base-core, python3-pandas")
set(CPACK_PROJECT_CONFIG_FILE "${AFFECT_SOURCE}/cmake/AffectPackageOf.cmake")
include(CPack)
