#include "base/time.hpp"

namespace cookdiff::base {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t year_0000_ms = -62'167'219'200'000;
constexpr std::int64_t year_9999_end_ms = 253'402'300'799'999;

// Days since 1970-01-01 in the proleptic Gregorian calendar. Years are counted from March, so that the leap day is
// last.
std::int64_t days_from_date(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

struct Date {
  std::int64_t year;
  int month;
  int day;
};

Date date_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {year, month, static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

void append_padded(std::int64_t value, int width, std::string& out) {
  std::string digits = std::to_string(value);
  while (static_cast<int>(digits.size()) < width) digits.insert(digits.begin(), '0');
  out += digits;
}

// Takes exactly `width` digits off the front.
bool take_number(std::string_view& text, std::size_t width, int& out) {
  if (text.size() < width) return false;
  out = 0;
  for (std::size_t at = 0; at < width; ++at) {
    if (text[at] < '0' || text[at] > '9') return false;
    out = out * 10 + (text[at] - '0');
  }
  text.remove_prefix(width);
  return true;
}

bool take(std::string_view& text, char letter) {
  if (!text.starts_with(letter)) return false;
  text.remove_prefix(1);
  return true;
}

// ".25" after the seconds: milliseconds; what is finer is cut.
bool take_fraction(std::string_view& text, std::int64_t& milliseconds) {
  milliseconds = 0;
  if (!take(text, '.')) return true;
  std::int64_t weight = 100;
  std::size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits, weight /= 10)
    milliseconds += weight * (text[digits] - '0');
  text.remove_prefix(digits);
  return digits > 0;
}

bool take_offset(std::string_view& text, std::int64_t& minutes) {
  minutes = 0;
  if (take(text, 'Z') || take(text, 'z')) return true;
  const bool behind = text.starts_with('-');
  if (!behind && !text.starts_with('+')) return false;
  text.remove_prefix(1);
  int hours = 0;
  int rest = 0;
  if (!take_number(text, 2, hours) || !take(text, ':') || !take_number(text, 2, rest) || hours > 23 || rest > 59)
    return false;
  minutes = (behind ? -1 : 1) * (std::int64_t{hours} * 60 + rest);
  return true;
}

int days_in_month(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace

std::string rfc3339(std::int64_t milliseconds) {
  if (milliseconds < year_0000_ms) milliseconds = year_0000_ms;
  if (milliseconds > year_9999_end_ms) milliseconds = year_9999_end_ms;
  std::int64_t days = milliseconds / day_ms;
  if (milliseconds % day_ms < 0) --days;
  const std::int64_t in_day = milliseconds - days * day_ms;
  const Date date = date_from_days(days);
  std::string out;
  append_padded(date.year, 4, out);
  append_padded(date.month, 2, out += '-');
  append_padded(date.day, 2, out += '-');
  append_padded(in_day / 3'600'000, 2, out += 'T');
  append_padded(in_day / 60'000 % 60, 2, out += ':');
  append_padded(in_day / 1000 % 60, 2, out += ':');
  if (in_day % 1000 != 0) append_padded(in_day % 1000, 3, out += '.');
  return out += 'Z';
}

std::optional<std::int64_t> read_rfc3339(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (!take_number(text, 4, year) || !take(text, '-') || !take_number(text, 2, month) || !take(text, '-') ||
      !take_number(text, 2, day) || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return std::nullopt;
  const std::int64_t midnight = days_from_date(year, month, day) * day_ms;
  if (text.empty()) return midnight;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::int64_t fraction = 0;
  std::int64_t offset_minutes = 0;
  if (!(take(text, 'T') || take(text, 't') || take(text, ' ')) || !take_number(text, 2, hour) || !take(text, ':') ||
      !take_number(text, 2, minute) || !take(text, ':') || !take_number(text, 2, second) ||
      !take_fraction(text, fraction) || !take_offset(text, offset_minutes) || !text.empty())
    return std::nullopt;
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return midnight + ((hour * 60 + minute - offset_minutes) * 60 + second) * 1000 + fraction;
}

}  // namespace cookdiff::base
