#!/usr/bin/env python3
"""Finds includes that serve nothing, and headers without #pragma once:

    check_includes.py ROOT

An include is one too many when nothing that its header names occurs in the file: for the headers of
the standard library below, the names that they are included for; for the project's own, whatever they
or the headers that they include declare. Less than include-what-you-use finds, and no false alarms.
"""
import functools
import pathlib
import re
import sys

STANDARD = {
    "algorithm": r"adjacent_find|all_of|any_of|binary_search|clamp|copy|copy_if|copy_n|copy_backward|count"
                 r"|count_if|equal|equal_range|fill|fill_n|find|find_end|find_first_of|find_if"
                 r"|find_if_not|for_each|for_each_n|generate|generate_n|includes|is_partitioned"
                 r"|is_sorted|is_sorted_until|lexicographical_compare|lower_bound|make_heap|max"
                 r"|max_element|merge|min|min_element|minmax|minmax_element|mismatch|next_permutation"
                 r"|none_of|nth_element|partial_sort|partition|partition_point|pop_heap|push_heap"
                 r"|remove|remove_if|replace|replace_if|reverse|reverse_copy|rotate|sample|search"
                 r"|set_difference|set_intersection|shuffle|sort|sort_heap|stable_sort|swap_ranges"
                 r"|transform|unique|upper_bound",
    "array": r"array|to_array",
    "atomic": r"atomic\w*|memory_order\w*",
    "barrier": r"barrier",
    "bit": r"bit_cast|bit_ceil|bit_floor|bit_width|countl_\w+|countr_\w+|endian|has_single_bit|popcount|rot[lr]",
    "cassert": r"assert",
    "cctype": r"is(alnum|alpha|digit|space|upper|lower|xdigit|print|punct|cntrl)|to(lower|upper)",
    "charconv": r"from_chars|to_chars|chars_format",
    "chrono": r"chrono",
    "cmath": r"abs|fabs|a?(sin|cos|tan)h?f?|atan2f?|ceilf?|cbrt|erfc?f?|expf?|exp2f?|expm1f?|floorf?|fmaf?"
             r"|fmaxf?|fminf?|fmodf?|frexp|hypotf?|is(finite|inf|nan)|ldexp|lgamma|llround|log(10|1p|2)?f?"
             r"|logb|nan[fl]?|lrintf?|lroundf?|modff?|nearbyintf?|nextafterf?|NAN|INFINITY|M_\w+|powf?|remainder"
             r"|rintf?|roundf?|scalbn|signbit|copysignf?|sqrtf?|tgamma|truncf?|fpclassify|FP_\w+",
    "condition_variable": r"condition_variable\w*",
    "csignal": r"sig\w+|SIG\w+|raise|kill",
    "cstddef": r"size_t|ptrdiff_t|byte|nullptr_t|offsetof|max_align_t",
    "cstdint": r"u?int(_fast|_least)?\d+_t|u?intptr_t|u?intmax_t|U?INT\w*_(MAX|MIN|C)|SIZE_MAX",
    "cstdio": r"FILE|f?printf|v?sn?printf|vprintf|vfprintf|fopen|fclose|fread|fwrite|fputs|fputc|fgets|fgetc"
              r"|fflush|fseeko?|ftello?|puts|putchar|getchar|remove|rename|stderr|stdout|stdin|perror|popen"
              r"|pclose|EOF|setvbuf|fileno|BUFSIZ|SEEK_\w+|tmpfile|sscanf|rewind|feof|ferror|fdopen",
    "cstdlib": r"abort|abs|atexit|ato[fil]|exit|free|getenv|malloc|calloc|realloc|mkdtemp|mkstemp|setenv"
               r"|unsetenv|strto\w+|system|EXIT_\w+|_Exit|aligned_alloc|div|posix_memalign|rand|srand"
               r"|WEXITSTATUS|WIFEXITED|realpath|quick_exit",
    "cstring": r"mem(chr|cmp|cpy|move|set)|str\w+",
    "deque": r"deque",
    "exception": r"exception\w*|terminate|current_exception|rethrow_exception|uncaught_exceptions",
    "filesystem": r"filesystem",
    "fstream": r"i?o?fstream|filebuf",
    "functional": r"function|bind|reference_wrapper|c?ref|invoke|hash|plus|minus|multiplies|less(_equal)?"
                  r"|greater(_equal)?|equal_to|not_fn|identity|mem_fn|logical_\w+|divides|negate|bit_\w+",
    "future": r"future|promise|async|packaged_task|launch",
    "iomanip": r"set(w|fill|precision|base)|quoted|put_time|get_time",
    "iostream": r"c(out|in|err|log)",
    "iterator": r"(back_|front_)?insert(er|_iterator)|back_inserter|distance|advance|next|prev|[io]stream(buf)?_iterator"
                r"|iterator_traits|make_move_iterator|size|ssize|begin|end|data|reverse_iterator|\w+_iterator(_tag)?",
    "limits": r"numeric_limits",
    "list": r"list",
    "map": r"map|multimap",
    "memory": r"unique_ptr|shared_ptr|weak_ptr|make_(unique|shared)\w*|addressof|allocator\w*|align|assume_aligned"
              r"|enable_shared_from_this|destroy\w*|construct_at|default_delete|uninitialized_\w+|to_address",
    "mutex": r"mutex|\w+_mutex|lock_guard|scoped_lock|unique_lock|once_flag|call_once|defer_lock|adopt_lock",
    "new": r"bad_alloc|nothrow\w*|new|launder|align_val_t|set_new_handler|hardware_\w+",
    "numbers": r"numbers",
    "numeric": r"accumulate|iota|inner_product|reduce|partial_sum|adjacent_difference|midpoint|gcd|lcm"
               r"|transform_reduce|exclusive_scan|inclusive_scan",
    "optional": r"optional|nullopt|make_optional|bad_optional_access",
    "ostream": r"ostream|endl|flush",
    "queue": r"queue|priority_queue",
    "random": r"mt19937(_64)?|\w+_distribution|random_device|minstd_rand\w*|seed_seq",
    "ranges": r"ranges|views",
    "set": r"set|multiset",
    "span": r"span|as_bytes|as_writable_bytes|dynamic_extent",
    "sstream": r"[io]?stringstream|[io]stringstream|stringbuf",
    "stdexcept": r"\w+_error|invalid_argument|out_of_range|domain_error",
    "stop_token": r"stop_\w+",
    "string": r"w?string|u8string|to_string|sto[a-z]+|getline|char_traits|basic_string",
    "string_view": r"string_view|sv|basic_string_view",
    "system_error": r"error_code|system_error|errc|generic_category|error_condition",
    "thread": r"j?thread|this_thread",
    "tuple": r"tuple\w*|tie|make_tuple|apply|get|forward_as_tuple",
    "type_traits": r"\w+_v|\w+_t|(is|add|remove|make)_\w+|enable_if|conditional|decay|true_type|false_type"
                   r"|integral_constant|underlying_type|invoke_result",
    "unordered_map": r"unordered_(multi)?map",
    "unordered_set": r"unordered_(multi)?set",
    "utility": r"move|pair|make_pair|swap|exchange|forward|as_const|declval|in_range|cmp_\w+|integer_sequence"
               r"|(make_)?index_sequence\w*|piecewise_construct|in_place\w*|to_underlying|get|unreachable",
    "variant": r"variant\w*|visit|monostate|get_if|holds_alternative|get",
    "vector": r"vector",
}
# Their names come by a macro of the build.
BY_MACRO = {"fuzz/libfuzzer_main.cpp"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+(?:<([^>]+)>|"([^"]+)")', re.M)
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
DECLARED = re.compile(
    r"\b(?:class|struct|union|enum(?:\s+class|\s+struct)?|concept|using|namespace)\s+(\w+)"
    r"|\b(k[A-Z]\w*)|#\s*define\s+(\w+)|\b(\w+)\s*\(|\b(\w+)\s*(?:=[^=]|;)|^\s*(\w+),$", re.M)
COMMON = {"hourglass", "if", "for", "while", "return", "sizeof", "assert", "std", "size", "begin", "end",
          "data", "operator", "static_assert", "switch", "override", "default", "const"}


def code(path):
    return COMMENT.sub("", path.read_text())


@functools.cache
def declared(root, header, depth=1):
    """The names in a header and in those of the project that it includes; of a library, its name."""
    text = code(header)
    names = {name for groups in DECLARED.findall(text) for name in groups if name} - COMMON
    for library, own in INCLUDE.findall(text):
        below = own and own_header(root, header, own)
        if not below:
            names.add(library.partition("/")[0])
        elif depth > 0:
            names |= declared(root, below, depth - 1)
    return names


def own_header(root, path, name):
    for base in (path.parent, root / "src", root / "tests"):
        if (base / name).exists():
            return base / name
    return None  # generated


def is_used(root, path, text, standard, own):
    if standard:
        names = STANDARD.get(standard)
        return names is None or re.search(rf"\b({names})\b", text)
    header = own_header(root, path, own)
    # a source's own header comes whatever is in it
    if header is None or header.with_suffix("") == path.with_suffix(""):
        return True
    names = declared(root, header)
    return not names or not names.isdisjoint(re.findall(r"\w+", text))


def faults(root):
    for part in ("src", "tests", "fuzz", "bench"):
        for path in sorted((root / part).rglob("*")):
            if path.suffix not in {".h", ".cpp"} or str(path.relative_to(root)) in BY_MACRO:
                continue
            whole = code(path)
            if path.suffix == ".h" and "#pragma once" not in whole:
                yield f"{path}: no #pragma once"
            text = INCLUDE.sub("", whole)
            for found in INCLUDE.finditer(whole):
                if not is_used(root, path, text, found[1], found[2]):
                    yield f"{path}: nothing here is of {found[0].split('include')[1].strip()}"


def main():
    if len(sys.argv) != 2:
        sys.exit("check_includes: expected one argument, the root of the repository")
    found = list(faults(pathlib.Path(sys.argv[1]).resolve()))
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
