/// Every weight of a net, to compare bit for bit.
#pragma once
#include <string>

#include "affect/learn/nets/trainable_net.h"
#include "affect/model/store/safetensors.h"

namespace affect::test {

inline std::string bytes_of(const learn::nets::TrainableNet& net) {
  model::SafetensorsWriter writer;
  net.write(writer);
  return writer.bytes();
}

}  // namespace affect::test
