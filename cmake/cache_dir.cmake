# HOURGLASS_CACHE_DIR: where scripts/setup keeps downloads, unpacked sources and toolchains.
# The same rule as in scripts/lib/common.sh.
if(DEFINED ENV{HOURGLASS_CACHE})
  set(HOURGLASS_CACHE_DIR "$ENV{HOURGLASS_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(HOURGLASS_CACHE_DIR "$ENV{XDG_CACHE_HOME}/hourglass")
else()
  set(HOURGLASS_CACHE_DIR "$ENV{HOME}/.cache/hourglass")
endif()
