/**
 * The command {@code doctor}: shows what the program runs on, and what is missing. It is one class, {@link
 * dev.firstnetwork.wing.doctor.DoctorCommand}. Left out on purpose: mending anything, and any measurement of speed.
 */
package dev.firstnetwork.wing.doctor;
