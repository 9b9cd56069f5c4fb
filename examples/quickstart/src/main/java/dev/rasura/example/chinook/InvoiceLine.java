package dev.rasura.example.chinook;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;

/** What somebody bought is theirs to see for as long as the invoice names them; afterwards it is only turnover. */
@Entity
@OnErasure(RowAction.ANONYMISE)
public class InvoiceLine {

    @Id
    Integer invoiceLineId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "invoice_id")
    Invoice invoice;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "track_id")
    @NotPersonal("Which track was sold: turnover, once nobody is named")
    Track track;

    @PersonalData(
            value = DataCategory.FINANCIAL,
            purpose = "Bookkeeping",
            basis = LegalBasis.LEGAL_OBLIGATION,
            onErasure = Strategy.KEEP,
            reason = "The lines must add up to the total (tax law; Art. 17(3)(b)); a price names nobody")
    BigDecimal unitPrice;

    @PersonalData(
            value = DataCategory.FINANCIAL,
            purpose = "Bookkeeping",
            basis = LegalBasis.LEGAL_OBLIGATION,
            onErasure = Strategy.KEEP,
            reason = "The lines must add up to the total (tax law; Art. 17(3)(b)); a quantity names nobody")
    Integer quantity;
}
