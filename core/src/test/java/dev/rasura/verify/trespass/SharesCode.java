package dev.rasura.verify.trespass;

import dev.rasura.SubjectRef;

record SharesCode(SubjectRef subject) {}
