package dev.rasura.internal.residue.trespass;

import dev.rasura.SubjectRef;

record SharesCode(SubjectRef subject) {}
