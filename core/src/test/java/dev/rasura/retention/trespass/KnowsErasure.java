package dev.rasura.retention.trespass;

import dev.rasura.erasure.trespass.ErasureManager;

record KnowsErasure(ErasureManager erasure) {}
