package dev.rasura.trespass;

import dev.rasura.trespass.spring.SpringStandIn;

record KnowsSpring(SpringStandIn bean) {}
