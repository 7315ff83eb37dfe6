# cmake --install: the library with its headers and the parts of its dependencies that it needs, so that
#   find_package(hourglass) and target_link_libraries(app PRIVATE hourglass::hourglass)
# are all that another project types. Tested by tests/package.
include(CMakePackageConfigHelpers)

add_library(hourglass_hourglass INTERFACE)
add_library(hourglass::hourglass ALIAS hourglass_hourglass)
set_target_properties(hourglass_hourglass PROPERTIES EXPORT_NAME hourglass)
target_link_libraries(hourglass_hourglass INTERFACE hourglass::engine hourglass::data
                                                    hourglass::training hourglass::study
                                                    hourglass::io)
install(TARGETS hourglass_hourglass EXPORT hourglassTargets)

set(folder ${CMAKE_INSTALL_LIBDIR}/cmake/hourglass)
install(EXPORT hourglassTargets NAMESPACE hourglass:: DESTINATION ${folder})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/hourglassConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/hourglassConfig.cmake
                              INSTALL_DESTINATION ${folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/hourglassConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/hourglassConfig.cmake
              ${PROJECT_BINARY_DIR}/hourglassConfigVersion.cmake DESTINATION ${folder})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/hourglass)
foreach(name eigen json zlib)
  install(FILES ${${name}_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/hourglass
          RENAME LICENSE.${name} OPTIONAL)
endforeach()
