#include "ingest/read_object.hpp"

#include "formats/read.hpp"

namespace cookdiff::ingest {

edge::Task<Reading> read_object(edge::Instance& instance, std::string key) {
  const edge::Bucket bucket(instance, std::string{store::recipes_bucket});
  auto object = co_await bucket.get(std::move(key), formats::page_bytes_max);
  Reading reading;
  reading.present = object.has_value();
  if (object) reading.object = *std::move(object);
  co_return reading;
}

}  // namespace cookdiff::ingest
