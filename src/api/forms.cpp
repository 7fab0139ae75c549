#include "api/forms.hpp"

#include "api/negotiate.hpp"
#include "json/merge.hpp"
#include "json/patch.hpp"
#include "json/write.hpp"
#include "render/html.hpp"
#include "render/text.hpp"

namespace cookdiff::api {

namespace {

// The fragment as a page. Nothing in it runs or loads: see the Content-Security-Policy of every answer.
std::string page_of(const diff::Differences& differences) {
  render::Html page;
  page.markup(
      "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Differences</title></head>\n<body>\n");
  page.add(render::html(differences, render::Show{.restated = true}));
  page.markup("</body>\n</html>\n");
  return std::move(page).text();
}

}  // namespace

std::optional<Form> form_for(const edge::Request& request) {
  const auto at = choose_form(request.header("accept"), difference_types);
  if (!at) return std::nullopt;
  return static_cast<Form>(*at);
}

Result<edge::Response> show(const Pair& pair, Form form, Arena& arena) {
  edge::Response response;
  const std::string_view type = difference_types[static_cast<std::size_t>(form)];
  const bool is_text = form == Form::text || form == Form::html;
  response.headers.emplace_back("content-type", std::string{type} + (is_text ? "; charset=utf-8" : ""));
  if (form == Form::patch) {
    json::write(json::diff(pair.original, pair.make, arena), response.body);
    return response;
  }
  if (form == Form::merge_patch) {
    TRY(const json::Value patch, json::merge_diff(pair.original, pair.make, arena));
    json::write(patch, response.body);
    return response;
  }
  TRY(const diff::Differences differences, diff::compare(pair.original, pair.make, arena));
  switch (form) {
    case Form::text: response.body = render::text(differences, render::Show{.restated = true}); break;
    case Form::html: response.body = page_of(differences); break;
    default: diff::write(differences, pair.placement, response.body); break;
  }
  return response;
}

}  // namespace cookdiff::api
