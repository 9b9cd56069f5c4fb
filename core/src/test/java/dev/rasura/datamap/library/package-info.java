@NullMarked
@Processing(purpose = "Lending books", basis = LegalBasis.CONTRACT, recipients = "City library")
package dev.rasura.datamap.library;

import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.Processing;
import org.jspecify.annotations.NullMarked;
