#include "json/alignment.hpp"

#include <algorithm>

#include "base/sort.hpp"
#include "json/script.hpp"

namespace cookdiff::json {

namespace {

constexpr std::size_t all_pairs_max = 1024;   // pairs of two lists that are all estimated
constexpr std::size_t identity_keys_max = 8;  // members of an object that are tried as its identity

using Places = std::span<const std::uint32_t>;

class Aligner {
 public:
  Aligner(std::span<const Spot> a, std::span<const Spot> b, std::size_t path_bytes, Likeness& likeness)
      : a_(a), b_(b), path_bytes_(path_bytes), likeness_(likeness) {}

  std::vector<Pair> run(Places gone, Places fresh) {
    if (gone.size() * fresh.size() <= all_pairs_max) {
      over_all_pairs(gone, fresh);
    } else {
      std::size_t i = 0;
      std::size_t j = 0;
      for (const Pair& anchor : by_identity(gone, fresh)) {
        between(gone.subspan(i, anchor.a - i), fresh.subspan(j, anchor.b - j));
        out_.push_back({gone[anchor.a], fresh[anchor.b]});
        i = anchor.a + 1;
        j = anchor.b + 1;
      }
      between(gone.subspan(i), fresh.subspan(j));
    }
    return std::move(out_);
  }

 private:
  void between(Places gone, Places fresh) {
    if (gone.size() * fresh.size() <= all_pairs_max) return over_all_pairs(gone, fresh);
    for (std::size_t i = 0; i < std::min(gone.size(), fresh.size()); ++i) out_.push_back({gone[i], fresh[i]});
  }

  // Needleman and Wunsch over the bytes that editing saves against removing and adding.
  void over_all_pairs(Places gone, Places fresh) {
    if (gone.empty() || fresh.empty()) return;
    const std::size_t width = fresh.size() + 1;
    std::vector<std::size_t> best((gone.size() + 1) * width);
    std::vector<std::size_t> saved(gone.size() * fresh.size());
    for (std::size_t i = gone.size(); i-- > 0;) {
      for (std::size_t j = fresh.size(); j-- > 0;) {
        const Spot& after = b_[fresh[j]];
        const std::size_t apart = remove_bytes + add_bytes + 2 * path_bytes_ + after.bytes();
        const std::size_t edited = likeness_.edit_bytes(a_[gone[i]], after, path_bytes_);
        const std::size_t saving = apart - std::min(apart, edited);
        saved[i * fresh.size() + j] = saving;
        best[i * width + j] =
            std::max({saving + best[(i + 1) * width + j + 1], best[(i + 1) * width + j], best[i * width + j + 1]});
      }
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < gone.size() && j < fresh.size()) {
      const std::size_t here = best[i * width + j];
      if (here == saved[i * fresh.size() + j] + best[(i + 1) * width + j + 1])
        out_.push_back({gone[i++], fresh[j++]});
      else if (here == best[(i + 1) * width + j])
        ++i;
      else
        ++j;
    }
  }

  struct Identity {
    std::uint64_t hash;
    std::uint32_t place;  // in gone or fresh
  };

  // The values of that member on one side, each that occurs once.
  static std::vector<Identity> identities(std::span<const Spot> spots, Places places, std::string_view key) {
    std::vector<Identity> all;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
      const Spot& spot = spots[places[i]];
      if (!spot.value->is_object()) continue;
      for (std::size_t k = 0; k < std::min(spot.size(), identity_keys_max); ++k)
        if (spot.member(k).key == key) all.push_back({spot.child(k).hash(), i});
    }
    base::sort(all.begin(), all.end(), [](const Identity& x, const Identity& y) {
      return x.hash != y.hash ? x.hash < y.hash : x.place < y.place;
    });
    std::vector<Identity> once;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool repeated =
          (i > 0 && all[i - 1].hash == all[i].hash) || (i + 1 < all.size() && all[i + 1].hash == all[i].hash);
      if (!repeated) once.push_back(all[i]);
    }
    return once;
  }

  // Pairs of places in gone and fresh with the same value of the member that pairs most, rising on both sides.
  [[nodiscard]] std::vector<Pair> by_identity(Places gone, Places fresh) const {
    std::vector<Pair> best;
    const auto is_object = [&](std::uint32_t place) { return b_[place].value->is_object(); };
    const auto sample = std::find_if(fresh.begin(), fresh.end(), is_object);
    if (sample == fresh.end()) return best;
    for (const Member& member : b_[*sample].value->object().first(std::min(b_[*sample].size(), identity_keys_max))) {
      if (member.value.is_array() || member.value.is_object()) continue;
      const std::vector<Identity> before = identities(a_, gone, member.key);
      const std::vector<Identity> after = identities(b_, fresh, member.key);
      std::vector<Pair> pairs;
      for (std::size_t i = 0, j = 0; i < before.size() && j < after.size();) {
        if (before[i].hash == after[j].hash)
          pairs.push_back({before[i++].place, after[j++].place});
        else if (before[i].hash < after[j].hash)
          ++i;
        else
          ++j;
      }
      if (pairs.size() > best.size()) best = std::move(pairs);
    }
    base::sort(best.begin(), best.end(), [](const Pair& x, const Pair& y) { return x.a < y.a; });
    std::vector<std::uint32_t> partners;
    for (const Pair& pair : best) partners.push_back(pair.b);
    std::vector<Pair> rising;
    for (const std::uint32_t place : longest_rising(partners)) rising.push_back(best[place]);
    return rising;
  }

  std::span<const Spot> a_;
  std::span<const Spot> b_;
  std::size_t path_bytes_;
  Likeness& likeness_;
  std::vector<Pair> out_;
};

}  // namespace

std::vector<Pair> align(std::span<const Spot> a, Places gone, std::span<const Spot> b, Places fresh,
                        std::size_t path_bytes, Likeness& likeness) {
  if (gone.empty() || fresh.empty()) return {};
  return Aligner(a, b, path_bytes, likeness).run(gone, fresh);
}

}  // namespace cookdiff::json
