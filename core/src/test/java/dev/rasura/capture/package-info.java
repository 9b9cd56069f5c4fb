/** What is recorded of what the application does with people's data. */
@org.jspecify.annotations.NullMarked
package dev.rasura.capture;
