#include "affect/model/store/model_folder.h"

#include <cstdlib>
#include <optional>

#include <gtest/gtest.h>

#include "affect/error.h"

namespace affect::model {
namespace {

class ModelFolder : public testing::Test {
 protected:
  ModelFolder() {
    if (const char* value = std::getenv("AFFECT_MODELS")) before_ = value;
  }
  ~ModelFolder() override {
    if (before_) {
      setenv("AFFECT_MODELS", before_->c_str(), 1);
    } else {
      unsetenv("AFFECT_MODELS");
    }
  }

 private:
  std::optional<std::string> before_;
};

TEST_F(ModelFolder, TheChosenFolderComesFirst) {
  setenv("AFFECT_MODELS", "/somewhere/else", 1);
  EXPECT_EQ(model_path("x.safetensors"), "/somewhere/else/x.safetensors");
}

TEST_F(ModelFolder, SaysWhatToDoWhereThereAreNone) {
  for (const bool empty : {false, true}) {
    empty ? setenv("AFFECT_MODELS", "", 1) : unsetenv("AFFECT_MODELS");
    try {
      model_path("never-made.safetensors");
      ADD_FAILURE();
    } catch (const ModelError& error) {
      EXPECT_EQ(error.place().file, "never-made.safetensors");
      EXPECT_NE(error.hint().find("AFFECT_MODELS"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace affect::model
