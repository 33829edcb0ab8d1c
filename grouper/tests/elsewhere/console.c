/* SPDX-License-Identifier: Apache-2.0 */
/* console.exe SECONDS SCREEN UNTIL COMMAND...: a command in a console window of its own, as a
 * double click or a drop begins it, looked at after some seconds: before, it may ask whether the
 * window is its own alone. Once UNTIL stands in the window, what stands there is written to the
 * file SCREEN (a line a row), Enter is pressed, and the command's status is ours. 98: UNTIL did not
 * come in a minute; 99: another failure. */
#define WIN32_LEAN_AND_MEAN
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

enum { ROOM = 1 << 20 };
static wchar_t screen[ROOM], line[32 * 1024];

static void stop(const char *what)
{
    fprintf(stderr, "console: %s: error %lu\n", what, GetLastError());
    ExitProcess(99);
}

/* What stands in the window of a process; false while it has none. */
static BOOL look(DWORD process)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    size_t used = 0;
    FreeConsole();
    if (!AttachConsole(process))
        return FALSE;
    HANDLE out = CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE,
                             FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    if (!GetConsoleScreenBufferInfo(out, &info))
        stop("no console");
    for (SHORT row = 0; row <= info.dwCursorPosition.Y; row++) {
        DWORD read = 0;
        COORD at = {0, row};
        ReadConsoleOutputCharacterW(out, screen + used, (DWORD)info.dwSize.X, at, &read);
        while (read > 0 && screen[used + read - 1] == L' ')
            read--;
        used += read;
        screen[used++] = L'\n';
    }
    screen[used] = L'\0';
    CloseHandle(out);
    return TRUE;
}

static void press_enter(void)
{
    HANDLE in = CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE,
                            FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    INPUT_RECORD keys[2] = {{.EventType = KEY_EVENT}};
    DWORD done;
    keys[0].Event.KeyEvent.bKeyDown = TRUE;
    keys[0].Event.KeyEvent.wRepeatCount = 1;
    keys[0].Event.KeyEvent.wVirtualKeyCode = VK_RETURN;
    keys[0].Event.KeyEvent.wVirtualScanCode = 0x1C;
    keys[0].Event.KeyEvent.uChar.UnicodeChar = L'\r';
    keys[1] = keys[0];
    keys[1].Event.KeyEvent.bKeyDown = FALSE;
    if (!WriteConsoleInputW(in, keys, 2, &done))
        stop("no key");
    CloseHandle(in);
}

static void keep(const wchar_t *name)
{
    static char bytes[3 * ROOM];
    FILE *file = _wfopen(name, L"wb");
    int size = WideCharToMultiByte(CP_UTF8, 0, screen, -1, bytes, sizeof bytes, NULL, NULL);
    if (!file || size < 1 || fwrite(bytes, 1, (size_t)size - 1, file) != (size_t)size - 1 ||
        fclose(file))
        stop("the screen");
}

int wmain(int count, wchar_t **given)
{
    STARTUPINFOW how = {.cb = sizeof how};
    PROCESS_INFORMATION made;
    DWORD status;
    if (count < 5)
        stop("too few arguments");
    for (int i = 4; i < count; i++) {
        wcscat(line, i == 4 ? L"\"" : L" \"");
        wcscat(line, given[i]);
        wcscat(line, L"\"");
    }
    if (!CreateProcessW(NULL, line, NULL, NULL, FALSE, CREATE_NEW_CONSOLE, NULL, NULL, &how, &made))
        stop("no process");
    Sleep((DWORD)(_wtoi(given[1]) * 1000));
    for (int tries = 0; !look(made.dwProcessId) || !wcsstr(screen, given[3]); tries++) {
        if (tries == 300 || WaitForSingleObject(made.hProcess, 0) == WAIT_OBJECT_0)
            break;
        FreeConsole(); /* the window is the command's own again, as it is after a click */
        Sleep(200);
    }
    keep(given[2]);
    if (!wcsstr(screen, given[3])) {
        TerminateProcess(made.hProcess, 98);
        return 98;
    }
    press_enter();
    WaitForSingleObject(made.hProcess, 60000);
    GetExitCodeProcess(made.hProcess, &status);
    return (int)status;
}
