"""Invented people that the tests of the command line bring in."""

CASES = """file_number;surname;given_name;sex;birth_date;comune;opened_on;mother;social_worker;notes
2026/0001;Bianchi[/b];Sara;F;2015-03-04;Clusone;2024-01-10;Verdi Anna;Neri Paola;
2026/0002;Rossi;Luca;M;04/05/2016;Rovetta;2025-02-01;;Neri Paola;
2026/0003;Rossini;Marco;M;04/05/2014;Clusone;2025-03-01;;Gallo Ida;
"""
LAWYERS = """surname;given_name;bar;bar_number;city;phone;email;joined_on
Ferri;Ada;Bergamo;101;Bergamo;035 1234567;ada.ferri@studio.example;2025-01-01
Ferri;Ugo;Brescia;102;Brescia;030 1234567;ugo.ferri@studio.example;2026-06-01
"""
