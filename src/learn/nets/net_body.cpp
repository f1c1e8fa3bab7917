#include "learn/nets/net_body.h"
