#include "upload/http.hpp"

#include <array>
#include <cstdlib>

#include "upload/curl_program.hpp"

#ifdef COOKDIFF_WITH_CURL
#include <curl/curl.h>
#endif

namespace cookdiff::upload {

namespace {

bool is_this_machine(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1) == "[::1]";
  host = host.substr(0, host.find(':'));
  return host == "localhost" || host == "127.0.0.1";
}

#ifdef COOKDIFF_WITH_CURL

// One call at a time; its handle keeps its connection.
struct Line {
  CURL* easy = nullptr;
  curl_slist* headers = nullptr;
  std::string body{};
  bool too_long = false;
  std::array<char, CURL_ERROR_SIZE> trouble{};
};

std::size_t receive(char* bytes, std::size_t size, std::size_t count, void* line_pointer) {
  Line& line = *static_cast<Line*>(line_pointer);
  if (line.body.size() + size * count > answer_bytes_max) {
    line.too_long = true;
    return 0;
  }
  line.body.append(bytes, size * count);
  return size * count;
}

bool is_hopeless(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE: return true;
    default: return false;
  }
}

class HttpTransport final : public Transport {
 public:
  HttpTransport(std::string address, const std::string& token, std::size_t slots)
      : address_(std::move(address)), authorization_("authorization: Bearer " + token), lines_(slots) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi_ = curl_multi_init();
  }
  ~HttpTransport() override {
    for (Line& line : lines_) {
      if (line.easy == nullptr) continue;
      curl_multi_remove_handle(multi_, line.easy);
      curl_easy_cleanup(line.easy);
      curl_slist_free_all(line.headers);
    }
    curl_multi_cleanup(multi_);
    curl_global_cleanup();
  }

  void begin(std::size_t slot, const Call& call) override {
    Line& line = lines_[slot];
    if (line.easy == nullptr) line.easy = curl_easy_init();
    curl_easy_reset(line.easy);
    curl_slist_free_all(line.headers);
    line.headers = curl_slist_append(nullptr, authorization_.c_str());
    line.headers = curl_slist_append(line.headers, "accept: application/json");
    line.headers = curl_slist_append(line.headers, "expect:");  // no round trip to ask whether a body may come
    for (const auto& [name, value] : call.headers)
      line.headers = curl_slist_append(line.headers, (name + ": " + value).c_str());
    line.body.clear();
    line.too_long = false;
    line.trouble[0] = '\0';
    set(line, address_ + call.path);
    if (call.method != "GET") {
      curl_easy_setopt(line.easy, CURLOPT_POST, 1L);
      // Its size is said below. NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage)
      curl_easy_setopt(line.easy, CURLOPT_POSTFIELDS, call.body.data());
      curl_easy_setopt(line.easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
      curl_easy_setopt(line.easy, CURLOPT_CUSTOMREQUEST, std::string(call.method).c_str());
    }
    curl_multi_add_handle(multi_, line.easy);
  }

  bool next(std::int64_t wait_ms, std::size_t& slot, Answer& answer) override {
    int running = 0;
    curl_multi_perform(multi_, &running);
    if (taken(slot, answer)) return true;
    curl_multi_poll(multi_, nullptr, 0, static_cast<int>(wait_ms), nullptr);
    curl_multi_perform(multi_, &running);
    return taken(slot, answer);
  }

 private:
  void set(Line& line, const std::string& url) {
    curl_easy_setopt(line.easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(line.easy, CURLOPT_PRIVATE, &line);
    curl_easy_setopt(line.easy, CURLOPT_HTTPHEADER, line.headers);
    curl_easy_setopt(line.easy, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(line.easy, CURLOPT_WRITEDATA, &line);
    curl_easy_setopt(line.easy, CURLOPT_ERRORBUFFER, line.trouble.data());
    curl_easy_setopt(line.easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(line.easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect_timeout_ms));
    curl_easy_setopt(line.easy, CURLOPT_TIMEOUT_MS, static_cast<long>(call_timeout_ms));
    curl_easy_setopt(line.easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(line.easy, CURLOPT_USERAGENT, "cookdiff");
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(line.easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(line.easy, CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
  }

  bool taken(std::size_t& slot, Answer& answer) {
    int left = 0;
    for (CURLMsg* message; (message = curl_multi_info_read(multi_, &left)) != nullptr;) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL* easy = message->easy_handle;
      const CURLcode code = message->data.result;
      curl_multi_remove_handle(multi_, easy);
      slot = 0;
      while (lines_[slot].easy != easy) ++slot;
      read_answer(lines_[slot], code, answer);
      return true;
    }
    return false;
  }

  static void read_answer(Line& line, CURLcode code, Answer& answer) {
    answer = Answer{};
    if (code == CURLE_OK) {
      long status = 0;
      curl_off_t after_s = 0;
      curl_easy_getinfo(line.easy, CURLINFO_RESPONSE_CODE, &status);
      curl_easy_getinfo(line.easy, CURLINFO_RETRY_AFTER, &after_s);
      answer.status = static_cast<int>(status);
      answer.retry_after_ms = after_s > 0 ? static_cast<std::int64_t>(after_s) * 1000 : -1;
      answer.body = std::move(line.body);
      return;
    }
    answer.trouble = line.trouble[0] != '\0' ? line.trouble.data() : curl_easy_strerror(code);
    if (line.too_long) answer.trouble = answer_too_long;
    answer.hopeless = line.too_long || is_hopeless(code);
  }

  std::string address_;
  std::string authorization_;
  std::vector<Line> lines_;
  CURLM* multi_ = nullptr;
};

#endif

}  // namespace

Result<std::string> service_address(std::string_view typed) {
  while (typed.ends_with('/')) typed.remove_suffix(1);
  const auto refuse = [&](std::string detail) { return Error{Code::bad_value, false, std::move(detail)}; };
  for (const char c : typed)
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f') return refuse("an address has no spaces");
  const bool secure = typed.starts_with("https://");
  if (!secure && !typed.starts_with("http://")) {
    const bool here = is_this_machine(typed.substr(0, typed.find('/')));
    return refuse(here ? "the service's address has http:// in front: http://" + std::string(typed)
                       : "the service's address begins with https://");
  }
  const std::string_view rest = typed.substr(secure ? 8 : 7);
  const std::string_view host = rest.substr(0, rest.find('/'));
  if (host.empty() || host.find('@') != std::string_view::npos || rest.find_first_of("?#") != std::string_view::npos)
    return refuse("the service's address is https:// and a host, without anything else");
  if (!secure && !is_this_machine(host))
    return refuse(
        "http:// would show the token to everybody on the way: use https:// (http is for this machine alone)");
  return std::string(typed);
}

Result<std::unique_ptr<Transport>> http_transport(std::string address, const std::string& token, std::size_t slots) {
  const char* named = std::getenv("COOKDIFF_CURL");
  std::string wanted = named == nullptr ? "" : named;
#ifdef COOKDIFF_WITH_CURL
  if (wanted.empty())
    return std::unique_ptr<Transport>(std::make_unique<HttpTransport>(std::move(address), token, slots));
#endif
  if (wanted.empty()) wanted = "curl";
  std::string program = find_program(wanted);
  if (program.empty())
    return Error{Code::unsupported, false,
                 "upload and watch need the program curl, and there is no " + wanted +
                     " that could be run: install curl, or name it by COOKDIFF_CURL"};
  return curl_transport(std::move(program), std::move(address), token, slots);
}

}  // namespace cookdiff::upload
