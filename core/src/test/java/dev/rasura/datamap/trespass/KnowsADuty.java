package dev.rasura.datamap.trespass;

import dev.rasura.erasure.trespass.ErasureManager;

record KnowsADuty(ErasureManager erasure) {}
