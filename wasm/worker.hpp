// What a Worker's own entry defines: the application object of one event.
#pragma once

#include <memory>

#include "edge/worker.hpp"

std::unique_ptr<cookdiff::edge::Worker> make_worker(cookdiff::edge::Instance& instance);
