/**
 * The Chinook music shop: somebody else's schema, described as it is. The entities are read by Hibernate and Rasura
 * only, so they have fields and nothing else.
 */
@NullMarked
package dev.rasura.example.chinook;

import org.jspecify.annotations.NullMarked;
