/// Owns the registries, the thread budget and the configuration. Nothing is global.
///
///   Engine engine;
///   register_all(engine);                                   // affect/affect.h
///   auto stage = engine.make<Stage>("lexicon");             // one pass over one episode
///   for (const CatalogueEntry& entry : engine.catalogue()) ...
///
/// Thread-safety: register from one thread; afterwards const members may be used by many.
#pragma once
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>
#include <vector>

#include "affect/component.h"
#include "affect/error.h"

namespace affect {

/// A registered component that makes objects of one interface: Stage, Reader, Verb, ...
template <class Interface>
struct Component {
  CatalogueEntry entry;
  std::function<std::unique_ptr<Interface>(const Engine&, const Options&)> make;
};

class Engine {
 public:
  struct Configuration {
    int threads = 1;         ///< budget for all rooms together, >= 1
    std::uint64_t seed = 1;  ///< of every random decision
    /// Files that replace what is compiled in, by name below data/: "lexicons/afinn_fr.txt" -> content.
    std::map<std::string, std::string, std::less<>> data;
  };

  Engine() = default;
  explicit Engine(Configuration configuration) : configuration_(std::move(configuration)) {}
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Registers a component. A component of two interfaces is added once for each, under one entry: a format that is a
  /// file or a folder. Two of one interface, room and name are a mistake of the programmer.
  template <class Interface>
  void add(CatalogueEntry entry, std::function<std::unique_ptr<Interface>(const Engine&, const Options&)> make) {
    auto& registered = registry<Interface>();
    assert(std::none_of(registered.begin(), registered.end(), [&](const auto& other) {
      return other.entry.room == entry.room && other.entry.name == entry.name;
    }));
    catalogue_add(entry);
    registered.push_back({std::move(entry), std::move(make)});
  }

  /// In order of registration: rooms from the ground up, files by name.
  template <class Interface>
  const std::vector<Component<Interface>>& components() const {
    static const std::vector<Component<Interface>> kNone;
    const auto found = registries_.find(std::type_index(typeid(Interface)));
    if (found == registries_.end()) return kNone;
    return static_cast<const Registry<Interface>&>(*found->second).components;
  }

  /// Throws ConfigError where no component has that name, with the nearest one as a hint.
  template <class Interface>
  const Component<Interface>& find(std::string_view name) const {
    std::vector<std::string> names;
    for (const auto& component : components<Interface>()) {
      if (component.entry.name == name) return component;
      names.push_back(component.entry.name);
    }
    throw unknown_name(name, names);
  }

  template <class Interface>
  std::unique_ptr<Interface> make(std::string_view name, const std::map<std::string, std::string>& options = {}) const {
    const auto& component = find<Interface>(name);
    return component.make(*this, Options(component.entry.options, options));
  }

  /// Every entry, in order of registration.
  const std::vector<CatalogueEntry>& catalogue() const { return catalogue_; }
  /// Whether a component of that name lies below `rooms`: "understand/". What such a one wrote is no raw score.
  bool has(std::string_view name, std::string_view rooms) const;
  const Configuration& configuration() const { return configuration_; }
  int threads() const { return configuration_.threads; }
  std::uint64_t seed() const { return configuration_.seed; }

  /// Content of data/<name>: the configuration's file, else the one compiled in. Throws ConfigError where
  /// there is none.
  std::string_view data(std::string_view name) const;
  /// Names of all data files below `folder` ("taxonomies/"), sorted.
  std::vector<std::string> data_names(std::string_view folder) const;

 private:
  struct RegistryBase {
    virtual ~RegistryBase() = default;
  };
  template <class Interface>
  struct Registry : RegistryBase {
    std::vector<Component<Interface>> components;
  };
  template <class Interface>
  std::vector<Component<Interface>>& registry() {
    auto& slot = registries_[std::type_index(typeid(Interface))];
    if (!slot) slot = std::make_unique<Registry<Interface>>();
    return static_cast<Registry<Interface>&>(*slot).components;
  }
  void catalogue_add(const CatalogueEntry& entry);
  static ConfigError unknown_name(std::string_view name, const std::vector<std::string>& known);

  Configuration configuration_;
  std::vector<CatalogueEntry> catalogue_;
  std::map<std::type_index, std::unique_ptr<RegistryBase>> registries_;
};

}  // namespace affect
