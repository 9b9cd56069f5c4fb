package dev.rasura.internal.retention.trespass;

import dev.rasura.export.trespass.KnowsErasure;

record KnowsExport(KnowsErasure export) {}
