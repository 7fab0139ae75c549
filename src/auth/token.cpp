#include "auth/token.hpp"

#include "edge/stores.hpp"

namespace cookdiff::auth {

namespace {

bool is_hex(std::string_view text) {
  for (const char letter : text)
    if (!((letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f'))) return false;
  return true;
}

}  // namespace

std::optional<std::string_view> token_id(std::string_view text) { return secret_id(text, token_prefix); }

std::optional<std::string_view> secret_id(std::string_view text, std::string_view prefix) {
  constexpr std::size_t id_letters = token_id_bytes * 2;
  constexpr std::size_t secret_letters = token_secret_bytes * 2;
  if (text.size() != prefix.size() + id_letters + 1 + secret_letters || !text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  const std::string_view id = text.substr(0, id_letters);
  if (!is_hex(id) || text[id_letters] != '_' || !is_hex(text.substr(id_letters + 1))) return std::nullopt;
  return id;
}

bool is_token_id(std::string_view text) { return text.size() == token_id_bytes * 2 && is_hex(text); }

bool same_secret(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  unsigned difference = 0;
  for (std::size_t at = 0; at < left.size(); ++at)
    difference |= static_cast<unsigned>(static_cast<unsigned char>(left[at]) ^ static_cast<unsigned char>(right[at]));
  return difference == 0;
}

edge::Task<bool> is_secret_of(edge::Instance& instance, std::string text, std::string code) {
  co_return same_secret(code, co_await edge::hmac_sha256(instance, std::string{pepper_secret}, std::move(text)));
}

edge::Task<NewSecret> make_secret(edge::Instance& instance, std::string_view prefix) {
  NewSecret out;
  out.id = edge::random_hex(instance, token_id_bytes);
  out.text = std::string{prefix} + out.id + "_" + edge::random_hex(instance, token_secret_bytes);
  out.code = co_await edge::hmac_sha256(instance, std::string{pepper_secret}, out.text);
  co_return out;
}

edge::Task<NewToken> make_token(edge::Instance& instance, StoredToken row) {
  NewSecret secret = co_await make_secret(instance, token_prefix);
  NewToken out;
  out.row = std::move(row);
  out.row.id = std::move(secret.id);
  out.row.made_ms = instance.now_ms();
  out.row.code = std::move(secret.code);
  out.text = std::move(secret.text);
  co_return out;
}

}  // namespace cookdiff::auth
