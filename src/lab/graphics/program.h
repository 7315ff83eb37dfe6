// A GL program from the sources in shaders/.
#pragma once

#include <string_view>

#include "engine/result.h"

namespace hourglass {

// An attribute of Dear ImGui's vertices and the location that its own program gave it.
struct AttributeLocation {
  const char* name;
  int location;
};

// Compiles and links shaders/`name`.vert and .frag, which are part of the binary; gives the GL
// program. Attributes keep the given locations, so that vertex arrays made for another program fit.
// Fails with the driver's message.
Result<unsigned> build_program(std::string_view name, const AttributeLocation* attributes,
                               int attribute_count);

}  // namespace hourglass
